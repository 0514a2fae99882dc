package dev.steward.availability;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

/** Data walks one way: resource or sweep, service, store; capability, then mirror. */
@AnalyzeClasses(packages = "dev.steward.availability", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule capabilitiesHaveNoCycles = slices().matching("dev.steward.availability.(*)..").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule theMirrorKnowsNoReader = noClasses().that().resideInAPackage("..mirror..")
            .should().dependOnClassesThat().resideInAnyPackage("..mitra..", "..heartbeat..", "..reading..");

    @ArchTest
    static final ArchRule resourcesAskServicesOnly = noClasses().that().haveSimpleNameEndingWith("Resource")
            .should().dependOnClassesThat().haveNameMatching(".*(Store|Mirror|Reader|Beacon|Postgres|Valkey)");

    @ArchTest
    static final ArchRule everyResourceSaysWhoMayCallIt = classes().that().haveSimpleNameEndingWith("Resource")
            .should().beAnnotatedWith(RolesAllowed.class).orShould().beAnnotatedWith(PermitAll.class);

    @ArchTest
    static final ArchRule servicesDoNotKnowHttp = noClasses().that().haveSimpleNameEndingWith("Service")
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", "io.vertx.ext.web..");

    @ArchTest
    static final ArchRule onlyRecordsConfigurationAndSharedPartsArePublic = classes().that()
            .haveNameMatching(".*(Resource|Service|Store|Sweep|Health|Reader|Writer|Seed|Buffer|Beacon)")
            .should().bePackagePrivate();
}
