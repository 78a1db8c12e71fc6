import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Day } from '@/api/days';
import { ApiProblem, problemText } from '@/api/problem';
import { forgetSheet, keepSheet, unsavedSheet } from '@/features/expenses/day-sheet-draft';
import {
  begunSheet,
  emptied,
  followed,
  isUnsaved,
  pasted,
  readSheet,
  type SentSheet,
  saved,
  sending,
  toggled,
  written,
} from '@/features/expenses/day-sheet-rows';
import { type Refused, refusedCells, savedText } from '@/features/expenses/day-sheet-texts';
import { dayQuery, useSaveDay } from '@/sync/days';
import { useMe } from '@/sync/me';
import { newRecordingKey } from '@/sync/record-once';
import { notifyDone } from '@/ui/notify';

const NOTHING: Refused = new Map();

/** The sheet of a day from its loading to its saving, kept as a draft at every letter. */
export function useDaySheet(day: Day) {
  const { id: userId, money } = useMe();
  const [draft] = useState(() => unsavedSheet(userId, day.date));
  const [sheet, setSheet] = useState(() => begunSheet(draft ?? day, money));
  const [refused, setRefused] = useState(NOTHING);
  const [general, setGeneral] = useState<string | null>(null);
  const sent = useRef<SentSheet | null>(draft?.sent ?? null);
  const save = useSaveDay();
  const client = useQueryClient();
  const reading = readSheet(sheet, money);
  const unsaved = isUnsaved(reading);

  const follow = useEffectEvent((current: Day) => {
    // What comes with the answer to saving is not somebody else's.
    if (save.isPending || current.etag === sheet.base.etag) return;
    setSheet(followed(sheet, current, sent.current, money));
  });
  useEffect(() => follow(day), [day]);
  const keep = useEffectEvent(() => {
    if (unsaved) keepSheet(userId, sheet, sent.current);
    else forgetSheet(userId, day.date);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: kept whenever something was typed or sent
  useEffect(() => keep(), [sheet, save.isPending]);

  const startOver = (next: typeof sheet) => {
    sent.current = null;
    setSheet(next);
    setRefused(NOTHING);
    setGeneral(null);
  };
  const fail = (error: unknown) => {
    if (!(error instanceof ApiProblem)) return setGeneral(problemText(error));
    // Somebody changed the day: how it is now is shown, with what was typed.
    if (error.code === 'stale') return void client.invalidateQueries(dayQuery(day.date));
    const cells = refusedCells(error, reading.keys);
    setRefused(cells);
    if (cells.size === 0) setGeneral(problemText(error));
  };
  return {
    ...sheet,
    money,
    reading,
    unsaved,
    refused,
    general,
    saving: save.isPending,
    /** What is typed into one cell. */
    write(...cell: Parameters<typeof written> extends [unknown, ...infer Rest] ? Rest : never) {
      setSheet((now) => written(now, ...cell));
      setRefused((now) => new Map([...now].filter(([key]) => key !== cell[0])));
    },
    paste: (...block: Parameters<typeof pasted> extends [unknown, ...infer Rest] ? Rest : never) =>
      setSheet((now) => pasted(now, ...block)),
    remove: (key: string) => setSheet((now) => toggled(now, key)),
    discard: () => startOver(emptied(sheet, day, money)),
    /** Saves all rows; true once that is done. */
    async save(): Promise<boolean> {
      const wanted = { date: day.date, rows: reading.sent, etag: sheet.base.etag };
      const content = JSON.stringify(wanted);
      const before = sent.current;
      sent.current = sending(reading, content, before, newRecordingKey);
      const key = sent.current.act;
      setGeneral(null);
      setRefused(NOTHING);
      try {
        startOver(saved(sheet, await save.mutateAsync({ sheet: wanted, key }), money));
      } catch (error) {
        // A refusal says what became of this act, and nothing of those before it that got no answer.
        if (isRefusal(error)) sent.current = before?.act === key ? null : before;
        fail(error);
        return false;
      }
      notifyDone(savedText(reading, money.locale));
      return true;
    },
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && !error.passing;
}

export type OpenSheet = ReturnType<typeof useDaySheet>;
