import { SignalWatcher } from '@lit-labs/signals';
import { LitElement } from 'lit';
import { controls } from './styles';

/** Base of every element of the page: follows the signals it reads while rendering, and wears the shared controls. */
export class CfElement extends SignalWatcher(LitElement) {
  static override styles: typeof LitElement.styles = [controls];
}
