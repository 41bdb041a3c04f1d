package dev.countinghouse.metering;

/**
 * How events are read and aggregated wherever that is done: one text, so that the roll-up and a count from the events cannot
 * differ. Constants, because statements are.
 */
final class UsageSql {

    private static final String VALUE = "CASE WHEN octet_length(e.properties ->> b.keys[";
    private static final String SHORT = "]) <= 400 THEN e.properties ->> b.keys[";
    private static final String LONG =
            "] ELSE 'sha256:' || encode(sha256(convert_to(e.properties ->> b.keys["; // an index entry has 2,700 bytes
    private static final String END = "], 'UTF8')), 'hex') END";

    /** Columns of {@code billable_metrics m} that say how its events are aggregated. */
    static final String METRIC = """
            m.filter, m.aggregation = 'weighted_sum' AS weighted, m.aggregation = 'latest' AS latest,
            m.aggregation IN ('min', 'max') AS extremes, m.aggregation = 'unique_count' AS unique_keys,
            CAST(m.group_keys AS text[]) AS group_keys,
            CAST(CASE WHEN m.aggregation = 'unique_count' THEN m.group_keys || m.field_name ELSE m.group_keys END AS text[]) AS keys
            """;

    /** The bucket of event {@code e} under metric {@code b}: a text array, null where it does not have the property. */
    static final String BUCKET = "CASE WHEN cardinality(b.keys) = 0 THEN CAST('{}' AS text[]) ELSE trim_array(ARRAY["
            + VALUE + "1" + SHORT + "1" + LONG + "1" + END + ", "
            + VALUE + "2" + SHORT + "2" + LONG + "2" + END + ", "
            + VALUE + "3" + SHORT + "3" + LONG + "3" + END + ", "
            + VALUE + "4" + SHORT + "4" + LONG + "4" + END + ", "
            + VALUE + "5" + SHORT + "5" + LONG + "5" + END + ", "
            + VALUE + "6" + SHORT + "6" + LONG + "6" + END + "], 6 - cardinality(b.keys)) END";

    /**
     * Events as they count, as {@code e}: of {@code b.customer_id} and {@code b.metric_id}, from {@code b.begins} to before
     * {@code b.ends}, amended, and held by {@code b.filter}.
     */
    static final String EVENTS = """
            (SELECT e.id, e.occurred_at, e.quantity, e.properties FROM usage_events e
             WHERE e.customer_id = b.customer_id AND e.metric_id = b.metric_id AND e.occurred_at >= b.begins AND e.occurred_at < b.ends
               AND NOT EXISTS (SELECT FROM usage_amendments a WHERE a.event_id = e.id)
             UNION ALL
             SELECT a.event_id, a.occurred_at, a.quantity, a.properties FROM usage_amendments a
             WHERE a.customer_id = b.customer_id AND a.metric_id = b.metric_id AND a.occurred_at >= b.begins AND a.occurred_at < b.ends
               AND NOT EXISTS (SELECT FROM usage_amendments l WHERE l.event_id = a.event_id AND l.number > a.number)) e
            WHERE (b.filter = '{}' OR NOT EXISTS (
                SELECT FROM jsonb_each(b.filter) f WHERE NOT coalesce(jsonb_exists(f.value, e.properties ->> f.key), false)))
            """;

    /** What is kept of the events of a bucket, but for what depends on the period. */
    static final String TOTALS = BUCKET + """
             AS bucket, sum(e.quantity) AS quantity, count(*) AS events,
            min(e.quantity) FILTER (WHERE b.extremes) AS lowest, max(e.quantity) FILTER (WHERE b.extremes) AS highest,
            max(ARRAY[to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), CAST(e.id AS text),
                CAST(e.quantity AS text)] COLLATE "C") FILTER (WHERE b.latest) AS last
            """;

    /** The same as they stood when what came after {@code b.known} was not known yet. */
    static final String EVENTS_KNOWN = """
            (SELECT e.id, e.occurred_at, e.quantity, e.properties FROM usage_events e
             WHERE e.customer_id = b.customer_id AND e.metric_id = b.metric_id AND e.occurred_at >= b.begins AND e.occurred_at < b.ends
               AND e.received_at < b.known
               AND NOT EXISTS (SELECT FROM usage_amendments a WHERE a.event_id = e.id AND a.made_at < b.known)
             UNION ALL
             SELECT a.event_id, a.occurred_at, a.quantity, a.properties FROM usage_amendments a
             WHERE a.customer_id = b.customer_id AND a.metric_id = b.metric_id AND a.occurred_at >= b.begins AND a.occurred_at < b.ends
               AND a.made_at < b.known
               AND NOT EXISTS (SELECT FROM usage_amendments l
                   WHERE l.event_id = a.event_id AND l.number > a.number AND l.made_at < b.known)) e
            WHERE (b.filter = '{}' OR NOT EXISTS (
                SELECT FROM jsonb_each(b.filter) f WHERE NOT coalesce(jsonb_exists(f.value, e.properties ->> f.key), false)))
            """;

    /** What {@code asked} windows come to, from {@code buckets} of each: a row for each group, and for the groups of unique keys. */
    static final String BY_GROUP = """
            , named AS MATERIALIZED (
                SELECT b.*, a.unique_keys, jsonb_strip_nulls(jsonb_object(a.group_keys,
                    trim_array(b.bucket, cardinality(b.bucket) - cardinality(a.group_keys)))) AS named
                FROM buckets b JOIN asked a ON a.n = b.n)
            SELECT n, CAST(named AS text) AS groups, CAST(NULL AS bigint) AS unique_keys, sum(quantity) AS quantity,
                sum(events) AS events, min(lowest) AS lowest, max(highest) AS highest,
                CAST(to_jsonb(max(last)) AS text) AS last, sum(weight) AS weight
            FROM named GROUP BY n, named
            UNION ALL
            SELECT n, CAST(used AS text), count(*), NULL, NULL, NULL, NULL, NULL, NULL FROM (
                SELECT n, jsonb_agg(named ORDER BY named) AS used FROM named WHERE unique_keys
                GROUP BY n, bucket[cardinality(bucket)]) k
            GROUP BY n, used""";

    private UsageSql() {}
}
