import { z } from 'zod';
import type { Language } from '../language';
import { parameters } from '../models/parameters';
import type { ModelEntry, Task } from '../models/recommender';

export interface ModelSchema {
  readonly name: string;
  readonly label: string;
  readonly summary: string;
  readonly paper: string;
  readonly tasks: readonly Task[];
  /** Whether the `training` block of an experiment applies. */
  readonly trained: boolean;
  /** JSON Schema of `model.params`. */
  readonly params: z.core.JSONSchema.BaseSchema;
}

/** Every model with its parameters as JSON Schema; labels and help become titles and descriptions. */
export function modelSchemas(models: readonly ModelEntry[], language: Language): ModelSchema[] {
  return models.map(({ name, label, summary, paper, tasks, trained, params }) => ({
    name,
    label: label[language],
    summary: summary[language],
    paper,
    tasks,
    trained,
    params: z.toJSONSchema(params.strict(), {
      io: 'input',
      override: ({ zodSchema, jsonSchema }) => {
        const info = parameters.get(zodSchema as unknown as z.ZodType);
        if (!info) return;
        jsonSchema.title = info.label[language];
        jsonSchema.description = info.formula
          ? `${info.help[language]} ${info.formula}`
          : info.help[language];
      },
    }),
  }));
}
