import { t } from '@lingui/core/macro';
import { Input, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import classes from './profile-page.module.css';

type Scheme = 'auto' | 'light' | 'dark';

function schemes(): { value: Scheme; label: string }[] {
  return [
    { value: 'auto', label: t({ message: 'System', context: 'theme: as the device has it' }) },
    { value: 'light', label: t({ message: 'Light', context: 'theme' }) },
    { value: 'dark', label: t({ message: 'Dark', context: 'theme' }) },
  ];
}

/** The choice is this device's: a phone at night and a desk at noon want different things. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Input.Wrapper label={t`Theme`} labelElement="div" w="100%">
      <SegmentedControl
        fullWidth
        aria-label={t`Theme`}
        classNames={{ label: classes.scheme }}
        data={schemes()}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as Scheme)}
      />
    </Input.Wrapper>
  );
}
