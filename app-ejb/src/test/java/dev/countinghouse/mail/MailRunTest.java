package dev.countinghouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.sealing.TestMasterKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailRunTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");

    private final Mails mails = new Mails();
    private final Recorded queue = new Recorded();
    private final List<Message> sent = new ArrayList<>();

    MailRunTest() {
        mails.masterKey = TestMasterKeys.key(1);
    }

    private ClaimedMail claimed(int attempts) {
        byte[] body = mails.masterKey.seal("{\"text\":\"hello\"}".getBytes(StandardCharsets.UTF_8), "mail:" + ID);
        return new ClaimedMail(ID, "ada@example.com", "s", body, attempts);
    }

    private void run(MailTransport transport) {
        MailRun run = new MailRun();
        run.queue = queue;
        run.mails = mails;
        run.transports = new MailTransports() {
            @Override
            MailTransport transport() {
                return transport;
            }

            @Override
            Sender sender() {
                return new Sender("", "no-reply@billing.example");
            }
        };
        run.tick();
    }

    @Test
    void allThatWaitIsSentAndOpensAsItWasSealed() {
        queue.waiting.add(claimed(1));
        queue.waiting.add(claimed(2));
        run(sent::add);
        assertThat(queue.calls).containsExactly("sent", "sent");
        assertThat(sent).extracting(message -> message.mail().text()).containsExactly("hello", "hello");
        assertThat(sent).extracting(Message::messageId).containsOnly("<" + ID + "@billing.example>");
    }

    /** What is sent by {@link Mails}, as it arrives. */
    private Message arrived(Origin origin, Attachment file) {
        List<byte[]> sealed = new ArrayList<>();
        mails.mails = new MailRepository() {
            @Override
            void insert(UUID id, Mail mail, @Nullable UUID tenantId, @Nullable UUID userId, byte[] sealedBody) {
                sealed.add(sealedBody);
            }
        };
        mails.send(ID, new Mail("ada@example.com", "s", "t", "<p>t</p>", origin, List.of(file)), ID);
        queue.waiting.add(new ClaimedMail(ID, "ada@example.com", "s", sealed.getFirst(), 1));
        run(sent::add);
        return sent.getFirst();
    }

    @Test
    void whatGoesWithAMailIsSealedWithIt() {
        Origin origin = new Origin("Nordwind", null, "help@nordwind.example");
        Message message = arrived(origin, new Attachment("INV-1.pdf", "application/pdf", new byte[] {0, 1, -1}));
        assertThat(message.from()).isEqualTo(new Sender("Nordwind", "no-reply@billing.example"));
        assertThat(message.replyTo()).isEqualTo("help@nordwind.example");
        assertThat(message.mail().attachments()).singleElement().satisfies(arrived -> {
            assertThat(arrived.name()).isEqualTo("INV-1.pdf");
            assertThat(arrived.type()).isEqualTo("application/pdf");
            assertThat(arrived.bytes()).containsExactly(0, 1, -1);
        });
    }

    @Test
    void theLargestFileThatMayGoWithAMailArrivesAndNoLargerOneMayGo() {
        Origin origin = new Origin("Nordwind", null, null);
        Message message =
                arrived(origin, new Attachment("INV-1.pdf", "application/pdf", new byte[Attachment.BYTES_MAX]));
        assertThat(message.mail().attachments().getFirst().bytes()).hasSize(Attachment.BYTES_MAX);
        byte[] larger = new byte[Attachment.BYTES_MAX + 1];
        assertThat(Attachment.fits(larger)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Attachment("INV-1.pdf", "application/pdf", larger));
    }

    @Test
    void whatIsRefusedIsNotTriedAgain() {
        queue.waiting.add(claimed(1));
        run(message -> {
            throw new MailRefused("no such user", null);
        });
        assertThat(queue.calls).containsExactly("give up: no such user");
    }

    @Test
    void whatFailsIsTriedAgainButNotForEver() {
        queue.waiting.add(claimed(7));
        queue.waiting.add(claimed(8));
        run(message -> {
            throw new MailNotSent("away", null);
        });
        assertThat(queue.calls).containsExactly("retry: away", "give up: away");
    }

    @Test
    void aMailThatCannotBeOpenedHoldsUpNoOther() {
        byte[] foreign = TestMasterKeys.key(2).seal("{}".getBytes(StandardCharsets.UTF_8), "mail:" + ID);
        queue.waiting.add(new ClaimedMail(ID, "ada@example.com", "s", foreign, 1));
        queue.waiting.add(claimed(1));
        run(sent::add);
        assertThat(queue.calls).hasSize(2).last().isEqualTo("sent");
        assertThat(queue.calls.getFirst()).startsWith("retry: ");
    }

    @Test
    void triesGrowApartUpToAnHour() {
        assertThat(List.of(1, 2, 3, 4, 5, 6, 7).stream().map(MailQueue::waitSeconds))
                .containsExactly(10, 40, 160, 640, 2_560, 3_600, 3_600);
    }

    /** A queue that keeps what it is told. */
    private static final class Recorded extends MailQueue {

        private final Deque<ClaimedMail> waiting = new ArrayDeque<>();
        private final List<String> calls = new ArrayList<>();

        @Override
        public Optional<ClaimedMail> claim() {
            return Optional.ofNullable(waiting.poll());
        }

        @Override
        public void sent(ClaimedMail mail) {
            calls.add("sent");
        }

        @Override
        public void giveUp(ClaimedMail mail, String error) {
            calls.add("give up: " + error);
        }

        @Override
        public void retry(ClaimedMail mail, String error) {
            calls.add("retry: " + error);
        }
    }
}
