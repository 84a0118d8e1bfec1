import { html, type TemplateResult } from 'lit';
import { ResearcherError } from '../../errors';
import '../form/field';
import type { Issue } from '../form/issues';
import type { FieldView } from '../form/view';
import { t } from '../i18n';
import { currentReplay, replayDraft, setDrift, setSeed, setSource, setStream } from './replay-state';

export type StreamField = 'topN' | 'window' | 'minRating' | 'delay' | 'from' | 'judgeEvery' | 'limit';

export interface NumberLook {
  readonly default: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly whole: boolean;
}

/** Bounds and defaults as in the replay's schema, which has the last word. */
export const STREAM: Readonly<Record<StreamField, NumberLook>> = {
  topN: { default: 10, min: 1, max: 1000, whole: true },
  window: { default: 1000, min: 1, max: 1_000_000, whole: true },
  minRating: { default: null, min: null, max: null, whole: false },
  delay: { default: 0, min: 0, max: 1_000_000, whole: true },
  from: { default: 0, min: 0, max: null, whole: true },
  judgeEvery: { default: 1, min: 1, max: 1_000_000, whole: true },
  limit: { default: null, min: 1, max: null, whole: true },
};
const SEED: NumberLook = { default: 42, min: 0, max: 0xffffffff, whole: true };

export function seedField(): TemplateResult {
  return field('seed', () => numberView('seed', t().live.fields.seed, SEED), replayDraft.get().seed, setSeed);
}

export function streamField(name: StreamField): TemplateResult {
  return field(
    `stream.${name}`,
    () => numberView(`stream.${name}`, t().live.fields[name], STREAM[name]),
    replayDraft.get().stream[name],
    (value) => setStream(name, value),
  );
}

export type DriftField = 'delta' | 'lambda' | 'minimum';

export const DRIFT: Readonly<Record<DriftField, NumberLook>> = {
  delta: { default: 0.005, min: 0, max: 1, whole: false },
  lambda: { default: 50, min: 0, max: 1_000_000, whole: false },
  minimum: { default: 30, min: 1, max: 1_000_000, whole: true },
};

/** Settings of the test that finds drift. */
export function driftFields(): TemplateResult[] {
  return Object.entries(DRIFT).map(([key, look]) => {
    const name = key as DriftField;
    const path = `stream.drift.${name}`;
    return field(
      path,
      () => ({
        ...numberView(path, t().live.driftFields[name], look),
        formula: 'm = Σ (x − x̄ − δ),  m − min m > λ',
      }),
      replayDraft.get().stream.drift?.[name],
      (value) => setDrift(name, value),
    );
  });
}

export function choiceField(
  name: 'source' | 'event',
  fallback: string,
  words: { readonly label: string; readonly help: string },
  options: Readonly<Record<string, string>>,
): TemplateResult {
  const path = `stream.${name}`;
  const make = (): FieldView => ({
    path,
    label: words.label,
    help: words.help,
    formula: null,
    default: fallback,
    control: {
      kind: 'choice',
      options: Object.entries(options).map(([value, label]) => ({ value, label })),
    },
  });
  return field(path, make, replayDraft.get().stream[name], (value) => {
    if (name === 'source') setSource(value === 'endless' ? value : undefined);
    else setStream(name, value === fallback ? undefined : value);
  });
}

export function field(
  path: string,
  make: () => FieldView,
  value: unknown,
  change: (value: unknown) => void,
): TemplateResult {
  return html`<cf-field
    .make=${make}
    .value=${value}
    .issue=${issueOf(path)}
    @field-change=${(event: CustomEvent<unknown>) => change(event.detail)}
  ></cf-field>`;
}

/** What the lab said of the field when the last replay was refused, until its value changes hands. */
function issueOf(path: string): Issue | undefined {
  const failure = currentReplay.get()?.failure.get();
  return failure instanceof ResearcherError && failure.where.path === path
    ? { path, text: failure.text }
    : undefined;
}

export function numberView(
  path: string,
  words: { readonly label: string; readonly help: string },
  look: NumberLook,
): FieldView {
  return {
    path,
    label: words.label,
    help: words.help,
    formula: null,
    default: look.default,
    control: {
      kind: 'number',
      whole: look.whole,
      nullable: look.default === null,
      min: look.min,
      max: look.max,
      slide: null,
    },
  };
}
