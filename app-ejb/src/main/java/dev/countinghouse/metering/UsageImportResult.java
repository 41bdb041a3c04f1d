package dev.countinghouse.metering;

import java.util.List;
import java.util.UUID;

/**
 * What became of an import.
 *
 * @param id of the import: all its refused lines are in the error inbox under it, up to 10,000
 * @param lines lines read, without the header
 * @param errors the first lines that were rejected
 * @param errorsTruncated whether there were more than are told
 */
public record UsageImportResult(
        UUID id,
        long lines,
        long accepted,
        long duplicates,
        long rejected,
        List<LineError> errors,
        boolean errorsTruncated) {

    /**
     * Why a line was rejected.
     *
     * @param line its number in the file; the header is line 1
     */
    public record LineError(long line, String field, String code, String message) {}
}
