package dev.kith.media;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.kith.kit.rules.HouseRules;

@AnalyzeClasses(packages = "dev.kith.media", importOptions = HouseRules.MainCode.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(HouseRules.class);
}
