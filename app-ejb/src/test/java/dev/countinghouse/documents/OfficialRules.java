package dev.countinghouse.documents;

import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.io.resource.inmemory.ReadableResourceByteArray;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.result.ValidationResultList;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.peppol.PeppolValidation2026_05;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import com.helger.phive.xrechnung.XRechnungValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The schemas and the Schematron rules of EN 16931, as CEN publishes them, and those of XRechnung and Peppol that narrow them down. */
final class OfficialRules {
    static final OfficialRules CII = new OfficialRules(EN16931Validation.VID_CII_1316);
    static final OfficialRules UBL_INVOICE = new OfficialRules(EN16931Validation.VID_UBL_INVOICE_1316);
    static final OfficialRules UBL_CREDIT_NOTE = new OfficialRules(EN16931Validation.VID_UBL_CREDIT_NOTE_1316);

    static final OfficialRules XRECHNUNG_INVOICE = new OfficialRules(XRechnungValidation.VID_XRECHNUNG_UBL_INVOICE_302);
    static final OfficialRules XRECHNUNG_CREDIT_NOTE =
            new OfficialRules(XRechnungValidation.VID_XRECHNUNG_UBL_CREDITNOTE_302);
    static final OfficialRules PEPPOL_INVOICE =
            new OfficialRules(PeppolValidation2026_05.VID_OPENPEPPOL_INVOICE_UBL_V3);
    static final OfficialRules PEPPOL_CREDIT_NOTE =
            new OfficialRules(PeppolValidation2026_05.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3);

    private static final ValidationExecutorSetRegistry<IValidationSourceXML> ALL =
            new ValidationExecutorSetRegistry<>();

    private static final Logger TALKATIVE = Logger.getLogger("com.helger");

    static {
        TALKATIVE.setLevel(Level.WARNING);
        EN16931Validation.initEN16931(ALL);
        XRechnungValidation.initXRechnung(ALL);
        PeppolValidation2026_05.init(ALL);
    }

    private final DVRCoordinate id;

    private OfficialRules(DVRCoordinate id) {
        this.id = id;
    }

    /** What the document does against them, warnings included; nothing when it is valid. */
    List<String> violations(byte[] xml) {
        ValidationResultList results = ValidationExecutionManager.executeValidation(
                IValidityDeterminator.createDefault(),
                Objects.requireNonNull(ALL.getOfID(id)),
                ValidationSourceXML.create(new ReadableResourceByteArray(xml)));
        List<String> violations = new ArrayList<>();
        results.getAllFailures().forEach(error -> violations.add(error.getAsString(Locale.ROOT)));
        return violations;
    }
}
