import { t } from '@lingui/core/macro';
import { Panel } from '@/ui/panel';
import { FigureSkeleton, RingSkeleton, RowsSkeleton } from '@/ui/skeletons';
import classes from './dashboard-page.module.css';
import { FigureCard } from './figure-card';
import cardsClasses from './month-cards.module.css';

/** The dashboard before its figures, in the sizes it will have. */
export function DashboardSkeleton() {
  return (
    <div className={classes.overview} aria-busy="true">
      <div className={cardsClasses.cards}>
        <FigureCard hero label={t`Spent`} figure={<FigureSkeleton hero />}>
          {null}
        </FigureCard>
        {[t`Per day`, t`Against the month before`, t`Budgets`].map((label) => (
          <FigureCard key={label} label={label} figure={<FigureSkeleton />}>
            {null}
          </FigureCard>
        ))}
      </div>
      <div className={classes.charts}>
        <Panel title={t`Where it went`}>
          <RingSkeleton />
        </Panel>
        <Panel title={t`Budget against spent`}>
          <RowsSkeleton lines={6} lineHeight={56} />
        </Panel>
      </div>
    </div>
  );
}
