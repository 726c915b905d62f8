package dev.kith.phonebook;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.kith.kit.rules.HouseRules;

@AnalyzeClasses(packages = "dev.kith.phonebook", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(HouseRules.class);
}
