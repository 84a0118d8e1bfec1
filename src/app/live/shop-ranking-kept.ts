import { html, type TemplateResult } from 'lit';
import type { RankingView } from '../../lab/live/ranking-api';
import { t } from '../i18n';
import { formatCount, formatMetric, formatWhen } from '../i18n/format';
import {
  forgetKept,
  forgotten,
  keptInUse,
  keptRankings,
  loadFile,
  saveToFile,
  takeForgottenBack,
  useKept,
} from './ranking-kept';
import { openedShop } from './shop-state';

/** Where the network at work comes from, what else is kept for these data, and files. */
export function keptOf(view: RankingView | null): TemplateResult {
  const words = t().ranking;
  const isTraining = view?.state === 'training';
  const kept = keptRankings.get();
  const gone = forgotten.get();
  return html`
    ${view?.origin ? html`<p class="help">${whence(view.origin)}</p>` : ''}
    <div class="row">
      <button type="button" ?disabled=${isTraining || !view?.study} @click=${() => void saveToFile()}>
        ${words.save}
      </button>
      <button
        type="button"
        ?disabled=${isTraining}
        @click=${(event: Event) => ((event.target as HTMLElement).nextElementSibling as HTMLElement).click()}
      >
        ${words.load}
      </button>
      <input
        type="file"
        hidden
        tabindex="-1"
        accept=".safetensors"
        aria-label=${words.load}
        @change=${(event: Event) => void chosen(event.target as HTMLInputElement)}
      />
    </div>
    ${
      kept.length === 0
        ? ''
        : html`<h3>${words.kept}</h3>
            <ul>
              ${kept.map((each) => {
                const { id, trainedAt, cutoff, ndcg, weighted, lists } = each;
                const when = formatWhen(trainedAt);
                return html`<li>
                  ${words.trainedOn(when)}
                  ${words.keptFigures(formatCount(cutoff), formatMetric(ndcg), formatMetric(weighted))}
                  ${lists > 0 ? words.keptLearned(formatCount(lists)) : ''}
                  <span class="row">
                    ${
                      keptInUse.get() === id
                        ? html`<strong>${words.inUse}</strong>`
                        : html`<button
                            type="button"
                            class="link"
                            ?disabled=${isTraining}
                            aria-label=${words.useOf(when)}
                            @click=${() => void useKept(each)}
                          >
                            ${words.use}
                          </button>`
                    }
                    <button
                      type="button"
                      class="link"
                      aria-label=${words.forgetOf(when)}
                      @click=${() => void forgetKept(each)}
                    >
                      ${words.forget}
                    </button>
                  </span>
                </li>`;
              })}
            </ul>`
    }
    ${
      gone
        ? html`<p class="help" role="status">
            ${words.forgotten(formatWhen(gone.trainedAt))}
            <button type="button" class="link" @click=${() => void takeForgottenBack()}>
              ${words.takeBack}
            </button>
          </p>`
        : ''
    }
  `;
}

function whence({ data, sha256, trainedAt }: NonNullable<RankingView['origin']>): string {
  const words = t().ranking;
  const when = formatWhen(trainedAt);
  const isHere = openedShop.get()?.data.summary.source.sha256 === sha256;
  return isHere ? words.trainedOn(when) : words.trainedElsewhere(when, t().data.sourceName(data));
}

async function chosen(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0];
  input.value = '';
  if (file) await loadFile(file);
}
