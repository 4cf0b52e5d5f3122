package io.madoguchi.trail;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.madoguchi.testing.HouseRules;
import io.madoguchi.testing.ScopesAgree;

@AnalyzeClasses(packages = "io.madoguchi", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchTests SCOPES_AGREE = ArchTests.in(ScopesAgree.class);
}
