package io.madoguchi.lending;

import io.smallrye.config.ConfigMapping;

/** What holds where a school has no lending policy for a category. */
@ConfigMapping(prefix = "lending")
interface LendingSettings {
    int defaultLoanLimit();

    int defaultLoanDays();

    int defaultRenewalLimit();
}
