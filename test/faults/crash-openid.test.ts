/** Promise: an interrupted change of a connected system, or sign-in there, is whole or absent. */
import { crashTests } from './crash-tests.ts';
import { openid } from './samples-openid.ts';
import { signals } from './samples-signals.ts';

crashTests('connected systems', openid);
crashTests('signals', signals);
