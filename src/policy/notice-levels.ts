/** How important a service notice is to its readers. */
export const noticeLevels = ['info', 'warning', 'disruption'] as const;
