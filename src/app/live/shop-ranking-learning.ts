import { html, type TemplateResult } from 'lit';
import type { ShopSettings } from '../../lab/live/api';
import type { RankingView } from '../../lab/live/ranking-api';
import { t } from '../i18n';
import { formatCount, formatNumber } from '../i18n/format';
import { unlearnAndKeep } from './ranking-kept';
import { set } from './shop-state';

/** Whether the network goes on learning from clicks, and what these taught it so far. */
export function learningOf({ learning }: RankingView, settings: ShopSettings): TemplateResult | string {
  if (!learning) return '';
  const words = t().ranking;
  const { lists, steps, waiting, latest } = learning;
  return html`
    <label class="check">
      <input
        type="checkbox"
        .checked=${settings.learns}
        ?disabled=${settings.rank !== 'network'}
        @change=${(event: Event) =>
          void set({ ...settings, learns: (event.target as HTMLInputElement).checked })}
      />
      ${words.learns}
    </label>
    <p class="help">${words.learnsHelp}</p>
    <p class="help">
      ${words.learned(formatCount(lists), formatCount(steps))}
      ${waiting > 0 ? words.learningNow(formatCount(waiting)) : ''}
      ${
        latest
          ? words.latestLoss(
              formatCount(latest.lists),
              formatNumber(latest.loss, 3),
              formatNumber(latest.trained, 3),
            )
          : ''
      }
    </p>
    ${
      lists + waiting > 0
        ? html`<button type="button" class="link" @click=${() => void unlearnAndKeep()}>
            ${words.unlearn}
          </button>`
        : ''
    }
  `;
}
