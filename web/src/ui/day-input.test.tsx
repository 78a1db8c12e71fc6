import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeDatesIn } from '@/dates/format-date';
import { renderPlain } from '@/test/render';
import { DayInput } from '@/ui/day-input';

const TODAY = '2026-11-21';

function aFinePointer(): void {
  const { matchMedia } = window;
  vi.spyOn(window, 'matchMedia').mockImplementation((query) => ({
    ...matchMedia(query),
    matches: query === '(pointer: fine)',
  }));
}

function Field({ heard, begins }: { heard: (value: string) => void; begins: string }) {
  const [value, setValue] = useState(begins);
  return (
    <>
      <DayInput
        label="Date"
        value={value}
        onChange={(next) => {
          setValue(next);
          heard(next);
        }}
        today={TODAY}
        firstDay={6}
        locale="en-GB"
      />
      <button type="button" onClick={() => setValue('2026-01-31')}>
        Set
      </button>
    </>
  );
}

function field(begins = TODAY) {
  const heard = vi.fn();
  renderPlain(<Field heard={heard} begins={begins} />);
  return heard;
}

const input = () => screen.getByLabelText('Date');
const press = (keys: string) => userEvent.keyboard(keys);

async function openCalendar() {
  await userEvent.click(input());
  await press('{ArrowDown}');
  return screen.findByRole('dialog', { name: 'Calendar' });
}

afterEach(() => writeDatesIn(null));

describe('a day that is typed', () => {
  beforeEach(aFinePointer);

  it('is shown in the order that is wanted, and written out when the field is left', async () => {
    writeDatesIn('mdy');
    const heard = field();
    expect(input()).toHaveValue('11/21/2026');
    await userEvent.clear(input());
    await userEvent.type(input(), '3/5');
    expect(input()).toHaveValue('3/5');
    expect(heard).toHaveBeenLastCalledWith('2026-03-05');
    await userEvent.tab();
    expect(input()).toHaveValue('03/05/2026');
  });

  it('may be an ISO date', async () => {
    const heard = field();
    await userEvent.clear(input());
    await userEvent.type(input(), '2026-03-05');
    await userEvent.tab();
    expect(heard).toHaveBeenLastCalledWith('2026-03-05');
    expect(input()).toHaveValue('05/03/2026');
  });

  it('stays as it was typed where it is none', async () => {
    const heard = field();
    await userEvent.clear(input());
    await userEvent.type(input(), '31.11.2026');
    await userEvent.tab();
    expect(heard).toHaveBeenLastCalledWith('31.11.2026');
    expect(input()).toHaveValue('31.11.2026');
  });

  it('gives way to a day from elsewhere', async () => {
    field();
    await userEvent.clear(input());
    await userEvent.type(input(), 'soon');
    await userEvent.click(screen.getByRole('button', { name: 'Set' }));
    expect(input()).toHaveValue('31/01/2026');
  });
});

describe('the calendar', () => {
  beforeEach(aFinePointer);

  it('begins its weeks on the day that is wanted, and knows today and the chosen day', async () => {
    field('2026-11-05');
    await openCalendar();
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Sat',
      'Sun',
      'Mon',
      'Tue',
      'Wed',
      'Thu',
      'Fri',
    ]);
    const chosen = screen.getByRole('button', { name: /^Thursday,? 5 November 2026$/ });
    expect(chosen).toHaveAttribute('aria-pressed', 'true');
    await vi.waitFor(() => expect(chosen).toHaveFocus());
    const today = screen.getByRole('button', { name: /^Saturday,? 21 November 2026$/ });
    expect(today).toHaveAttribute('aria-current', 'date');
  });

  it('is walked through by keys, and Enter takes the day back to the field', async () => {
    const heard = field();
    await openCalendar();
    const day = (name: RegExp) => screen.getByRole('button', { name });
    await vi.waitFor(() => expect(day(/ 21 November 2026$/)).toHaveFocus());
    await press('{ArrowUp}{ArrowUp}{ArrowUp}{ArrowRight}');
    expect(day(/ 1 November 2026$/)).toHaveFocus();
    await press('{ArrowLeft}{PageUp}');
    expect(day(/ 30 September 2026$/)).toHaveFocus();
    await press('{Home}{Enter}');
    expect(heard).toHaveBeenLastCalledWith('2026-09-26');
    expect(input()).toHaveFocus();
    expect(input()).toHaveValue('26/09/2026');
    expect(input()).toHaveAttribute('aria-expanded', 'false');
  });

  it('does not go beyond the days that are kept', async () => {
    field('2027-11-20');
    await openCalendar();
    await vi.waitFor(() =>
      expect(screen.getByRole('button', { name: / 20 November 2027$/ })).toHaveFocus(),
    );
    expect(screen.getByRole('button', { name: 'Next month' })).toBeDisabled();
    expect(screen.getByRole('button', { name: / 23 November 2027$/ })).toBeDisabled();
    await press('{PageDown}');
    expect(screen.getByRole('button', { name: / 22 November 2027$/ })).toHaveFocus();
  });

  it('is closed by Escape, which gives the focus back and changes nothing', async () => {
    const heard = field();
    await openCalendar();
    await vi.waitFor(() =>
      expect(screen.getByRole('button', { name: / 21 November 2026$/ })).toHaveFocus(),
    );
    await press('{ArrowDown}{Escape}');
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(input()).toHaveFocus();
    expect(heard).not.toHaveBeenCalled();
  });

  it('leads to another month by its name', async () => {
    const heard = field();
    await openCalendar();
    await userEvent.click(
      screen.getByRole('button', { name: 'November 2026, choose another month' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Previous year' }));
    await userEvent.click(screen.getByRole('button', { name: 'February 2025' }));
    expect(screen.getByRole('button', { name: / 21 February 2025$/ })).toHaveFocus();
    await press('{Enter}');
    expect(heard).toHaveBeenLastCalledWith('2025-02-21');
  });

  it('opens by its button, and Today is one press away', async () => {
    const heard = field('2026-01-05');
    await userEvent.click(screen.getByRole('button', { name: 'Calendar' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Today' }));
    expect(heard).toHaveBeenLastCalledWith(TODAY);
    expect(input()).toHaveFocus();
  });
});

describe('for a finger', () => {
  it("is the device's own field", async () => {
    field();
    expect(input()).toHaveAttribute('type', 'date');
    expect(input()).toHaveValue(TODAY);
    expect(screen.queryByRole('button', { name: 'Calendar' })).not.toBeInTheDocument();
  });
});
