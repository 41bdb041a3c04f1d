/** Lists on the wire and in the database. Holds always: every list is bounded and in a stable order. */
package dev.countinghouse.paging;
