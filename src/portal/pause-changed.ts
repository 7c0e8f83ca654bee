/** Tells the banner that this window has paused or resumed the lifecycle. */
export const pauseChanged = 'pausechanged';
