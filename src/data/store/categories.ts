import type { LocalizedText } from '../../language';
import { departments, localized } from './departments';

export interface StoreCategory {
  /** `Department / Category` in English: what a file names it by. */
  readonly id: string;
  readonly name: LocalizedText;
}

/** Every category of the simulated store, in the order of its catalogue. */
export const storeCategories: readonly StoreCategory[] = departments.flatMap((department) => {
  const above = localized(department.name);
  return department.categories.map(([category]) => {
    const name = localized(category);
    return {
      id: `${above.en} / ${name.en}`,
      name: { en: `${above.en} / ${name.en}`, zh: `${above.zh} / ${name.zh}` },
    };
  });
});
