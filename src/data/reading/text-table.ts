import type { InteractionTable, SourceDescription } from '../interactions';
import type { LineConsumer } from './lines';
import type { RejectionCollector } from './rejections';

/** What a format's reader gives beside the lines' meaning: the table's columns, and how it understood them. */
export interface TextReader extends LineConsumer {
  /** Rows read so far. */
  readonly length: number;
  readonly rejections: RejectionCollector;
  finish(): Omit<InteractionTable, 'rejected' | 'source'>;
  readonly columns: SourceDescription['columns'];
}
