import { say } from '../i18n';
import { currentModels } from '../state/lab';

/** A model's name in the page's language, or its own name where the lab does not know it. */
export function modelLabel(name: string): string {
  const model = currentModels().find((known) => known.name === name);
  return model ? say(model.label) : name;
}
