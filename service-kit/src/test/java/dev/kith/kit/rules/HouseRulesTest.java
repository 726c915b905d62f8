package dev.kith.kit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule is red on the class that breaks it.
class HouseRulesTest {
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("dev.kith.broken");

    static Stream<Arguments> rulesAndWhoBreaksThem() {
        return Stream.of(
                Arguments.of(HouseRules.featuresDoNotGoInCircles, "Slice first"),
                Arguments.of(HouseRules.noDumpingGrounds, "Scraps"),
                Arguments.of(HouseRules.noEmptyNames, "ThingManager"),
                Arguments.of(HouseRules.onlyEdgesKnowHttp, "UseCaseWithHttp"),
                Arguments.of(HouseRules.injectionIsByConstructor, "FieldInjection"),
                Arguments.of(HouseRules.nothingWaitsForAUni, "Waiting"),
                Arguments.of(HouseRules.nothingSubscribesByHand, "Subscribing"),
                Arguments.of(HouseRules.oneSessionDoesOneThingAtATime, "Combining"),
                Arguments.of(HouseRules.entitiesAreRemovedByQuery, "Removing"),
                Arguments.of(HouseRules.entitiesStayInside, "StoredResource"),
                Arguments.of(HouseRules.stateIsNotStatic, "SharedState"));
    }

    @ParameterizedTest
    @MethodSource("rulesAndWhoBreaksThem")
    void seesTheClassThatBreaksIt(ArchRule rule, String culprit) {
        var verdict = rule.evaluate(BROKEN);

        assertThat(verdict.getFailureReport().getDetails()).isNotEmpty().allMatch(detail -> detail.contains(culprit));
    }
}
