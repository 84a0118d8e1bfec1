import { html, type TemplateResult } from 'lit';
import { t } from '../i18n';
import { formatNumber } from '../i18n/format';

/** Two neighbours of a user: how similar they are, and what they gave the item. */
const NEIGHBOURS = [
  { similarity: 0.8, rating: 4 },
  { similarity: 0.2, rating: 2 },
] as const;

/** Σ s·r over the neighbours, and Σ|s|. */
export function weightedSum(): { readonly products: number; readonly similarities: number } {
  return {
    products: NEIGHBOURS.reduce((sum, { similarity, rating }) => sum + similarity * rating, 0),
    similarities: NEIGHBOURS.reduce((sum, { similarity }) => sum + Math.abs(similarity), 0),
  };
}

/**
 * The smallest user-based prediction, by hand: the weighted sum with its denominator (Resnick et al. 1994), and
 * the circulating example that multiplies by a similarity of 0.8 instead, which is 2.88 and not the 3.52 printed
 * with it.
 */
export function workedExample(): TemplateResult {
  const words = t().workedExample;
  const { products, similarities } = weightedSum();
  const terms = NEIGHBOURS.map(({ similarity, rating }) => `${similarity}·${rating}`).join(' + ');
  const weights = NEIGHBOURS.map(({ similarity }) => String(similarity)).join(' + ');
  return html`
    <h2>${words.title}</h2>
    <p>${words.question}</p>
    <p class="formula">Σ s·r = ${terms} = ${formatNumber(products)}</p>
    <p>${words.normalised}</p>
    <p class="formula">Σ s·r / Σ|s| = (${terms}) / (${weights}) = ${formatNumber(products / similarities)}</p>
    <p>${words.without(formatNumber(0.8 * products))}</p>
    <p class="formula">0.8·(${terms}) = ${formatNumber(0.8 * products)}</p>
  `;
}
