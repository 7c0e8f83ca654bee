/** How much a service notice matters to those who read it. */
export const noticeLevels = ['info', 'warning', 'disruption'] as const;
