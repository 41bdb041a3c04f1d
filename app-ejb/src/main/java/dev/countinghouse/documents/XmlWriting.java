package dev.countinghouse.documents;

import com.helger.diagnostics.error.list.ErrorList;
import com.helger.jaxb.GenericJAXBMarshaller;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes what an XML schema describes, and nothing that it does not allow. */
final class XmlWriting {

    private XmlWriting() {}

    /** As UTF-8: always the same bytes. */
    static <T> byte[] write(GenericJAXBMarshaller<T> marshaller, T document) {
        ErrorList errors = new ErrorList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        marshaller.setCollectErrors(errors).setCharset(StandardCharsets.UTF_8).setFormattedOutput(true);
        if (marshaller.write(document, out).isFailure() || errors.containsAtLeastOneError()) {
            throw new IllegalStateException("Not what the schema says: " + errors);
        }
        return out.toByteArray();
    }
}
