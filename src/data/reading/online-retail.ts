import type { RejectionReason } from '../interactions';
import { plainName } from './columns';
import { noColumn } from './errors';
import type { FieldSplitter } from './fields';
import { parseNumber } from './numbers';

/** A format's own reasons to refuse a row, by column position. */
export interface RowRule {
  check(bytes: Uint8Array, fields: FieldSplitter): { reason: RejectionReason; column: number } | null;
  /** Where the user's id ends, which may be before the end of the field. */
  endOfUser(bytes: Uint8Array, fields: FieldSplitter): number;
}

/**
 * Invoice lines as UCI's Online Retail has them: a line is a purchase where the invoice is not cancelled (`C…`), the
 * customer is known, quantity and price are positive, and the stock code is a product (begins with five digits, not
 * POST, BANK CHARGES, …). Customers may be written `17850.0`.
 */
export function retailRule(file: string, header: readonly string[]): RowRule {
  const plain = header.map(plainName);
  const find = (field: string, ...names: string[]): number => {
    const position = plain.findIndex((name) => names.includes(name));
    if (position < 0) throw noColumn(file, field, null, header);
    return position;
  };
  const invoice = find('InvoiceNo', 'invoiceno', 'invoice');
  const stock = find('StockCode', 'stockcode');
  const quantity = find('Quantity', 'quantity');
  const price = find('UnitPrice', 'unitprice', 'price');
  const customer = find('CustomerID', 'customerid');
  return {
    check(bytes, { starts, ends }) {
      if ((bytes[starts[invoice]!]! | 0x20) === letterC) return { reason: 'cancellation', column: invoice };
      if (starts[customer] === ends[customer]) return { reason: 'empty-user', column: customer };
      if (!(parseNumber(bytes, starts[quantity]!, ends[quantity]!) > 0)) {
        return { reason: 'quantity-not-positive', column: quantity };
      }
      if (!(parseNumber(bytes, starts[price]!, ends[price]!) > 0)) {
        return { reason: 'price-not-positive', column: price };
      }
      for (let at = starts[stock]!; at < starts[stock]! + 5; at++) {
        if (at >= ends[stock]! || bytes[at]! < 0x30 || bytes[at]! > 0x39) {
          return { reason: 'not-a-product', column: stock };
        }
      }
      return null;
    },
    endOfUser(bytes, { ends }) {
      const end = ends[customer]!;
      return bytes[end - 1] === 0x30 && bytes[end - 2] === 0x2e ? end - 2 : end;
    },
  };
}

const letterC = 0x63;
