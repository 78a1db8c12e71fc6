/** A refusal of the server, sorted for a form: under its fields what belongs there, the rest above them. */
export interface FormProblems {
  readonly fields: Record<string, string>;
  readonly general: string | null;
}

interface Refusal {
  readonly detail: string;
  readonly fields: readonly { readonly field: string; readonly message: string }[];
}

/**
 * Sorts a refusal. `names` says for each field name of the API which field of the form shows it; what no field shows is
 * never lost but said above the form.
 */
export function sortProblems(
  refusal: Refusal,
  names: Readonly<Record<string, string>>,
): FormProblems {
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const { field, message } of refusal.fields) {
    const shown = names[field];
    if (shown === undefined) rest.push(message);
    else fields[shown] = message;
  }
  const nothingNamed = Object.keys(fields).length === 0;
  const general = rest.length > 0 ? rest.join(' ') : nothingNamed ? refusal.detail : null;
  return { fields, general };
}
