package dev.steward.dispatcher;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.valkey.Valkey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.UniAwait;
import io.smallrye.mutiny.groups.UniSubscribe;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

@AnalyzeClasses(packages = "dev.steward.dispatcher", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule capabilitiesDependOnEachOtherInNoRing = slices()
            .matching("dev.steward.dispatcher.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyKnowsAResource = classes()
            .that().areAnnotatedWith(Path.class)
            .should().bePackagePrivate().andShould().onlyHaveDependentClassesThat().areAnnotatedWith(Path.class);

    @ArchTest
    static final ArchRule onlyStoresTalkToPostgres = noClasses()
            .that().haveSimpleNameNotEndingWith("Store")
            .should().dependOnClassesThat().areAssignableTo(Postgres.class);

    @ArchTest
    static final ArchRule onlyTheWakeUpTalksToValkey = noClasses()
            .that().doNotHaveSimpleName("WakeUp")
            .should().dependOnClassesThat().areAssignableTo(Valkey.class);

    @ArchTest
    static final ArchRule storesKnowNeitherServicesNorHttp = noClasses()
            .that().haveSimpleNameEndingWith("Store")
            .should().dependOnClassesThat(simpleNameEndingWith("Service").or(simpleNameEndingWith("Resource")))
            .orShould().dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..", "io.vertx.ext.web..");

    @ArchTest
    static final ArchRule servicesKnowNoHttp = noClasses()
            .that().haveSimpleNameEndingWith("Service")
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..", "io.vertx.ext.web..");

    @ArchTest
    static final ArchRule nobodyWaits = noClasses()
            .should().dependOnClassesThat().areAssignableTo(UniAwait.class);

    /** Work that no caller waits for begins in the first two; that several wait for, or only so long, in the others. */
    @ArchTest
    static final ArchRule onlyTheLoopTheWakeUpGroupsAndExchangesSubscribe = noClasses()
            .that().doNotHaveSimpleName("DeliveryLoop").and().doNotHaveSimpleName("WakeUp")
            .and().doNotHaveSimpleName("GroupCommit").and().doNotHaveSimpleName("Exchanges")
            .should().dependOnClassesThat().areAssignableTo(UniSubscribe.class)
            .orShould().callMethod(Uni.class, "subscribeAsCompletionStage");

    @ArchTest
    static final ArchRule everyEndpointNamesItsRoles = methods()
            .that().areAnnotatedWith(GET.class).or().areAnnotatedWith(POST.class).or().areAnnotatedWith(PATCH.class)
            .should().beAnnotatedWith(RolesAllowed.class)
            .orShould().beDeclaredInClassesThat().areAnnotatedWith(RolesAllowed.class);
}
