import type { LocalizedText } from '../../language';
import type { RejectedRow, RejectedRows, RejectionReason } from '../interactions';

/** Why a row was not read, as it is shown. */
export const rejectionTexts: Readonly<Record<RejectionReason, LocalizedText>> = {
  'too-few-fields': { en: 'too few fields', zh: '字段过少' },
  'too-many-fields': { en: 'too many fields', zh: '字段过多' },
  'empty-user': { en: 'no user', zh: '缺少用户' },
  'empty-item': { en: 'no item', zh: '缺少物品' },
  'rating-not-a-number': { en: 'the rating is not a number', zh: '评分不是数字' },
  'timestamp-not-a-number': { en: 'the time is neither a number nor a date', zh: '时间既不是数字也不是日期' },
  'missing-quote': { en: 'a quote is not closed', zh: '引号没有闭合' },
  'line-too-long': { en: 'the line is longer than 1 MiB', zh: '该行超过 1 MiB' },
  'not-json': { en: 'not a JSON object', zh: '不是 JSON 对象' },
  cancellation: { en: 'a cancelled invoice', zh: '已取消的发票' },
  'not-a-product': { en: 'not a product (postage, fees, …)', zh: '不是商品（邮费、手续费等）' },
  'quantity-not-positive': { en: 'the quantity is not positive', zh: '数量不是正数' },
  'price-not-positive': { en: 'the price is not positive', zh: '价格不是正数' },
};

const kept = 1000;
const textLength = 200;

/** Counts rejected rows and keeps the first thousand. */
export class RejectionCollector {
  #count = 0;
  readonly #byReason: Partial<Record<RejectionReason, number>> = {};
  readonly #rows: RejectedRow[] = [];
  readonly #decoder = new TextDecoder();

  reject(reason: RejectionReason, line: number, column: string | null, text: string): void {
    this.#count++;
    this.#byReason[reason] = (this.#byReason[reason] ?? 0) + 1;
    if (this.#rows.length < kept) this.#rows.push({ line, column, reason, text: text.slice(0, textLength) });
  }

  /** The same for a row that is still bytes; decodes it only where it is kept. */
  rejectBytes(
    reason: RejectionReason,
    line: number,
    column: string | null,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void {
    const text =
      this.#rows.length < kept
        ? this.#decoder.decode(bytes.subarray(start, Math.min(end, start + 4 * textLength)))
        : '';
    this.reject(reason, line, column, text);
  }

  result(): RejectedRows {
    return { count: this.#count, byReason: this.#byReason, rows: this.#rows };
  }
}
