import { t } from '@lingui/core/macro';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Category } from '@/api/categories';
import { ApiProblem, problemText } from '@/api/problem';
import { useCreateCategory, useUpdateCategory } from '@/sync/categories';
import { CATEGORY_ICONS } from '@/ui/category-icons';
import { CATEGORY_COLOURS } from '@/ui/category-palette';
import { CategoryTile } from '@/ui/category-tile';
import { FormAlert } from '@/ui/form-alert';
import { type FormProblems, sortProblems } from '@/ui/form-problems';
import classes from './category-form.module.css';
import { ColourChoice, IconChoice } from './look-choices';

type CategoryFormProps = {
  /** Null for a new one. */
  readonly category: Category | null;
  readonly onDone: () => void;
  /** Called instead once the category has been archived or brought back. */
  readonly onShelved: () => void;
};

const NO_PROBLEMS: FormProblems = { fields: {}, general: null };

function problemsOf(error: unknown): FormProblems {
  if (!(error instanceof ApiProblem)) return { fields: {}, general: problemText(error) };
  if (error.code === 'category_exists') {
    return { fields: { name: t`There is a category of this name already.` }, general: null };
  }
  return sortProblems(error, { name: 'name' });
}

/** Sends what was entered: a new category as it is, of an old one only what changed. */
function useSaveCategory(category: Category | null) {
  const create = useCreateCategory();
  const update = useUpdateCategory();
  const save = async (entered: { name: string; colour: string; icon: string }) => {
    if (!category) {
      await create.mutateAsync(entered);
      return;
    }
    const changes = {
      ...(entered.name === category.name ? {} : { name: entered.name }),
      ...(entered.colour === category.colour ? {} : { colour: entered.colour }),
      ...(entered.icon === category.icon ? {} : { icon: entered.icon }),
    };
    if (Object.keys(changes).length > 0) await update.mutateAsync({ id: category.id, changes });
  };
  const archive = async (archived: boolean) => {
    if (category) await update.mutateAsync({ id: category.id, changes: { archived } });
  };
  return { save, archive, pending: create.isPending || update.isPending };
}

export function CategoryForm({ category, onDone, onShelved }: CategoryFormProps) {
  const [name, setName] = useState(category?.name ?? '');
  const [colour, setColour] = useState<string>(category?.colour ?? CATEGORY_COLOURS[0]);
  const [icon, setIcon] = useState(category?.icon ?? CATEGORY_ICONS[0]?.name ?? '');
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const { save, archive, pending } = useSaveCategory(category);
  const attempt = async (act: () => Promise<void>, then = onDone) => {
    setProblems(NO_PROBLEMS);
    try {
      await act();
      then();
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = name.trim();
    if (trimmed === '')
      setProblems({ fields: { name: t`Give the category a name.` }, general: null });
    else void attempt(() => save({ name: trimmed, colour, icon }));
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      {problems.general ? <FormAlert>{problems.general}</FormAlert> : null}
      <div className={classes.named}>
        <CategoryTile colour={colour} icon={icon} size="large" />
        <TextInput
          className={classes.name}
          label={t`Name`}
          value={name}
          maxLength={64}
          autoComplete="off"
          data-autofocus
          error={problems.fields.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <ColourChoice value={colour} onChange={setColour} />
      <IconChoice value={icon} colour={colour} onChange={setIcon} />
      <div className={classes.actions}>
        {category ? (
          <Button
            variant="subtle"
            disabled={pending}
            onClick={() => void attempt(() => archive(category.archivedAt === null), onShelved)}
          >
            {category.archivedAt === null
              ? t({ message: 'Archive', context: 'verb' })
              : t`Bring back`}
          </Button>
        ) : null}
        <Button className={classes.save} type="submit" loading={pending}>
          {category ? t`Save` : t`Add`}
        </Button>
      </div>
    </form>
  );
}
