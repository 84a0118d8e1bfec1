import type { NamedEntity } from '../../lab/api';
import { say } from '../i18n';

/** What an entity is called: its title in the page's language, else its id. */
export function titleOf(entity: NamedEntity): string {
  return entity.title ? say(entity.title) : entity.id;
}
