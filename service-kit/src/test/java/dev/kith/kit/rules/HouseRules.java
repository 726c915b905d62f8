package dev.kith.kit.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.kith.kit.Departure;
import java.util.List;

/// What a review would otherwise say again and again. A module runs them with
/// `@ArchTest static final ArchTests RULES = ArchTests.in(HouseRules.class);`
///
/// Each rule names the reason in its `because`. A place that has to leave a rule carries [Departure] with its reason.
public final class HouseRules {
    private static final List<String> HOLDERS_OF_ENTITIES = List.of(
            "org.hibernate.reactive.mutiny.Mutiny$Session",
            "io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase",
            "io.quarkus.hibernate.reactive.panache.PanacheEntityBase");

    private HouseRules() {}

    @ArchTest
    static final ArchRule thereIsSomethingToCheck = classes()
            .that()
            .resideInAPackage("dev.kith..")
            .should()
            .resideInAPackage("dev.kith..")
            .allowEmptyShould(false)
            .because("rules over no class would pass in silence");

    @ArchTest
    static final ArchRule featuresDoNotGoInCircles =
            slices().matching("dev.kith.*.(*)..").should().beFreeOfCycles().because("a feature can be read alone");

    @ArchTest
    static final ArchRule noDumpingGrounds = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..misc..", "..impl..")
            .because("a class belongs to a noun of the field");

    @ArchTest
    static final ArchRule noEmptyNames = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("DTO")
            .orShould()
            .haveSimpleNameEndingWith("Dto")
            .because("a name says what a thing does");

    @ArchTest
    static final ArchRule onlyEdgesKnowHttp = noClasses()
            .that(are(not(edge())))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..")
            .because("a use case can be called from anywhere")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule injectionIsByConstructor = fields().should()
            .notBeAnnotatedWith("jakarta.inject.Inject")
            .andShould()
            .notBeAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
            .andShould()
            .notBeAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Channel")
            .because("what a class needs stands in its constructor")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingWaitsForAUni = noClasses()
            .that(are(not(departing())))
            .should()
            .accessTargetWhere(access("await", "io.smallrye.mutiny.Uni"))
            .because("an event loop that waits stands still for everybody")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingSubscribesByHand = noClasses()
            .that(are(not(departing())))
            .should()
            .accessTargetWhere(access("subscribe", "io.smallrye.mutiny.(Uni|Multi)"))
            .because("a chain is returned to the framework, or nobody sees it fail")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule oneSessionDoesOneThingAtATime = noClasses()
            .that(are(not(departing())))
            .should()
            .accessTargetWhere(access("(combine|join)", "io.smallrye.mutiny.Uni"))
            .because("a database session is not to be shared between two chains")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule entitiesAreRemovedByQuery = noClasses()
            .should()
            .accessTargetWhere(removalOfAnEntity())
            .because("Hibernate Reactive 3.2 keeps what it waits for when it removes an entity in a field that all"
                    + " sessions share: of two at once one is told of the other's")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule entitiesStayInside = noClasses()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .or()
            .haveSimpleNameEndingWith("Answer")
            .should()
            .dependOnClassesThat()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .because("what is stored is not what is told")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule stateIsNotStatic = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat(are(not(generated())))
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("two tests, two nodes and two threads would share it")
            .allowEmptyShould(true);

    private static DescribedPredicate<JavaClass> edge() {
        return simpleNameEndingWith("Resource")
                .or(simpleNameEndingWith("Socket"))
                .or(simpleNameEndingWith("Mapper"))
                .or(resideInAPackage("dev.kith.kit.problem.."))
                .or(departing())
                .or(DescribedPredicate.describe(
                        "are nested in an edge",
                        c -> c.getEnclosingClass()
                                .filter(outer -> edge().test(outer))
                                .isPresent()))
                .as("edges");
    }

    private static DescribedPredicate<JavaClass> departing() {
        return DescribedPredicate.describe(
                "say why they depart",
                c -> c.isAnnotatedWith(Departure.class)
                        || c.getEnclosingClass()
                                .filter(outer -> outer.isAnnotatedWith(Departure.class))
                                .isPresent());
    }

    private static DescribedPredicate<JavaClass> generated() {
        return DescribedPredicate.describe(
                "are generated", c -> c.getSimpleName().contains("_"));
    }

    private static <T> DescribedPredicate<T> are(DescribedPredicate<T> predicate) {
        return predicate;
    }

    private static <T> DescribedPredicate<T> not(DescribedPredicate<T> predicate) {
        return DescribedPredicate.not(predicate);
    }

    private static DescribedPredicate<JavaAccess<?>> access(String methods, String owners) {
        return DescribedPredicate.describe(
                methods + " of " + owners,
                access -> access.getTarget().getName().matches(methods)
                        && access.getTarget().getOwner().getName().matches(owners));
    }

    private static DescribedPredicate<JavaAccess<?>> removalOfAnEntity() {
        return DescribedPredicate.describe("remove an entity", access -> {
            var target = access.getTarget();
            var removes = target.getName().matches("remove|removeAll|deleteById") || isDeleteOfAnEntity(target);
            return removes && HOLDERS_OF_ENTITIES.stream().anyMatch(target.getOwner()::isAssignableTo);
        });
    }

    // The others are given a query.
    private static boolean isDeleteOfAnEntity(AccessTarget target) {
        return target instanceof CodeUnitAccessTarget call
                && call.getName().equals("delete")
                && call.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(String.class));
    }

    /// Classes of main code alone.
    public static final class MainCode implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("/generated-sources/");
        }
    }
}
