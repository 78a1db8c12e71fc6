import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { renderPlain } from '@/test/render';
import { MonthSwitcher } from '@/ui/month-switcher';
import { switchSingleKeys } from '@/ui/single-keys';

const TODAY = '2026-11-21';

function switcher(month: string) {
  const onMonthChange = vi.fn();
  renderPlain(
    <MonthSwitcher month={month} today={TODAY} locale="en-GB" onMonthChange={onMonthChange} />,
  );
  return onMonthChange;
}

describe('MonthSwitcher', () => {
  it('steps back and forth, over the ends of years', async () => {
    const onMonthChange = switcher('2026-12');
    await userEvent.click(screen.getByRole('button', { name: 'Previous month' }));
    await userEvent.click(screen.getByRole('button', { name: 'Next month' }));
    expect(onMonthChange.mock.calls).toEqual([['2026-11'], ['2027-01']]);
  });

  it('ends where the API ends', () => {
    switcher('2027-11');
    expect(screen.getByRole('button', { name: 'Next month' })).toBeDisabled();
  });

  it('steps by keys, and not beyond the last month', async () => {
    const onMonthChange = switcher('2027-11');
    await userEvent.keyboard('[[');
    await userEvent.keyboard(']');
    expect(onMonthChange.mock.calls).toEqual([['2027-10']]);
  });

  it('leaves the keys alone where single keys are switched off', async () => {
    switchSingleKeys(false);
    const onMonthChange = switcher('2026-11');
    await userEvent.keyboard('[[');
    expect(onMonthChange).not.toHaveBeenCalled();
    switchSingleKeys(true);
  });

  it('jumps to any month of any year', async () => {
    const onMonthChange = switcher('2026-11');
    await userEvent.click(screen.getByRole('button', { name: 'Nov 2026, choose another month' }));
    expect(await screen.findByRole('button', { name: 'November 2026' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Previous year' }));
    await userEvent.click(screen.getByRole('button', { name: 'March 2025' }));
    expect(onMonthChange).toHaveBeenCalledExactlyOnceWith('2025-03');
  });

  it('is walked through by arrows, over the ends of years and not beyond the last month', async () => {
    const onMonthChange = switcher('2027-10');
    await userEvent.click(screen.getByRole('button', { name: 'Oct 2027, choose another month' }));
    const month = (name: string) => screen.getByRole('button', { name });
    await vi.waitFor(() => expect(month('October 2027')).toHaveFocus());
    await userEvent.keyboard('{ArrowDown}');
    expect(month('October 2027')).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}{PageUp}{ArrowRight}{ArrowRight}');
    expect(month('January 2027')).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}{Enter}');
    expect(onMonthChange).toHaveBeenCalledExactlyOnceWith('2026-10');
  });

  it('comes back to the current month', async () => {
    const onMonthChange = switcher('2024-02');
    await userEvent.click(screen.getByRole('button', { name: 'Feb 2024, choose another month' }));
    await userEvent.click(await screen.findByRole('button', { name: 'This month' }));
    expect(onMonthChange).toHaveBeenCalledExactlyOnceWith('2026-11');
  });
});
