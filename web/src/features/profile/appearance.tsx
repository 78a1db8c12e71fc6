import { Input, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import classes from './profile-page.module.css';

const SCHEMES = [
  { value: 'auto', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** The choice is this device's: a phone at night and a desk at noon want different things. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Input.Wrapper label="Theme" labelElement="div" w="100%">
      <SegmentedControl
        fullWidth
        aria-label="Theme"
        classNames={{ label: classes.scheme }}
        data={[...SCHEMES]}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as (typeof SCHEMES)[number]['value'])}
      />
    </Input.Wrapper>
  );
}
