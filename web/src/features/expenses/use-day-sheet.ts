import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Day } from '@/api/days';
import { ApiProblem, problemText } from '@/api/problem';
import { forgetSheet, keepSheet, unsavedSheet } from '@/features/expenses/day-sheet-draft';
import { followed, recognised, type SentSheet, sending } from '@/features/expenses/day-sheet-merge';
import {
  begunSheet,
  type Column,
  emptied,
  isUnsaved,
  pasted,
  readSheet,
  resumedSheet,
  type Sheet,
  saved,
  toggled,
  written,
} from '@/features/expenses/day-sheet-rows';
import { type Refused, refusedCells, savedText } from '@/features/expenses/day-sheet-texts';
import { dayQuery, useSaveDay } from '@/sync/days';
import { useMe } from '@/sync/me';
import { newRecordingKey } from '@/sync/record-once';
import { notifyDone } from '@/ui/notify';

const NOTHING: Refused = new Map();

/** The sheet of a day as it is typed, kept as a draft at every letter, and its saving. */
export function useDaySheet(day: Day) {
  const { id: userId, money } = useMe();
  const [draft] = useState(() => unsavedSheet(userId, day.date, money));
  const [sheet, setSheet] = useState(() => (draft ? resumedSheet(draft) : begunSheet(day, money)));
  const [refused, setRefused] = useState(NOTHING);
  const [general, setGeneral] = useState<string | null>(null);
  // What got no answer: as long as that is so, nobody knows which rows are expenses already.
  const sent = useRef<SentSheet | null>(draft?.sent ?? null);
  const saving = useSaving(day, sent);
  const reading = readSheet(sheet, money);
  const unsaved = isUnsaved(reading);

  const follow = useEffectEvent((current: Day) => {
    if (saving.isPending || sent.current !== null || current.etag === sheet.base.etag) return;
    setSheet(followed(sheet, current, money));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what came while it was saved is looked at afterwards
  useEffect(() => follow(day), [day, saving.isPending]);
  const keep = useEffectEvent(() => {
    if (unsaved) keepSheet(userId, sheet, sent.current, money);
    else forgetSheet(userId, day.date);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: kept whenever something was typed or sent
  useEffect(() => keep(), [sheet, saving.isPending]);

  const clean = () => {
    setRefused(NOTHING);
    setGeneral(null);
  };
  return {
    ...sheet,
    money,
    reading,
    unsaved,
    refused,
    general,
    saving: saving.isPending,
    /** What is typed into one cell. */
    write(key: string, column: Column, text: string) {
      setSheet((now) => written(now, key, column, text));
      setRefused((now) => new Map([...now].filter(([row]) => row !== key)));
    },
    paste(row: number, column: Column, block: readonly (readonly string[])[]) {
      setSheet((now) => pasted(now, row, column, block));
      setRefused(NOTHING);
    },
    remove: (key: string) => setSheet((now) => toggled(now, key)),
    discard() {
      sent.current = null;
      setSheet(emptied(sheet, day, money));
      clean();
    },
    /** Saves all rows; true once that is done. */
    async save(): Promise<boolean> {
      clean();
      let current = sheet;
      try {
        current = await saving.settled(sheet);
        const told = readSheet(current, money);
        const after = await saving.send(current, told);
        // The page may have been left meanwhile.
        forgetSheet(userId, day.date);
        setSheet(saved(current, after, money));
        notifyDone(savedText(told, money.locale));
        return true;
      } catch (error) {
        setSheet(current);
        const fresh = await saving.afterRefusal(error);
        if (fresh instanceof Error) {
          if (fresh instanceof ApiProblem) {
            setRefused(refusedCells(fresh, readSheet(current, money).keys));
          }
          setGeneral(problemText(fresh));
        } else setSheet(followed(current, fresh, money));
        return false;
      }
    },
  };
}

export type OpenSheet = ReturnType<typeof useDaySheet>;

/** The ways to the service, which never record anything twice. */
function useSaving(day: Day, sent: { current: SentSheet | null }) {
  const { money } = useMe();
  const save = useSaveDay();
  const client = useQueryClient();
  const put = ({ act, etag, rows }: SentSheet) =>
    save.mutateAsync({ sheet: { date: day.date, rows, etag }, key: act });
  return {
    isPending: save.isPending,
    /** Sends the sheet. Until there is an answer it stays noted as sent. */
    async send(sheet: Sheet, reading: ReturnType<typeof readSheet>): Promise<Day> {
      sent.current = sending(sheet, reading, sent.current, newRecordingKey);
      const after = await put(sent.current);
      sent.current = null;
      return after;
    },
    /** The sheet once it is known what became of an earlier one that got no answer. */
    async settled(sheet: Sheet): Promise<Sheet> {
      const before = sent.current;
      const reading = readSheet(sheet, money);
      if (before === null || sending(sheet, reading, before, () => '') === before) return sheet;
      try {
        const stored = await put(before);
        sent.current = null;
        return followed(recognised(sheet, stored, before), stored, money);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        sent.current = null;
        return sheet;
      }
    },
    /** The day as it is now, where somebody has changed it; else why the sheet could not be saved. */
    async afterRefusal(error: unknown): Promise<Day | Error> {
      if (isRefusal(error)) sent.current = null;
      const isStale = error instanceof ApiProblem && error.code === 'stale';
      if (!isStale) return error instanceof Error ? error : new Error(String(error));
      try {
        return await client.fetchQuery({ ...dayQuery(day.date), staleTime: 0 });
      } catch (failure) {
        return failure instanceof Error ? failure : error;
      }
    },
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && !error.passing;
}
