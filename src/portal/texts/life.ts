/** Names of account states and the reasons for them, in every language. */
import { accountWords } from '../../policy/account-words.ts';
import { inEveryLanguage } from '../language.tsx';

export const lifeTexts = inEveryLanguage(accountWords);
