package io.qingting.importing.app;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.qingting.importing.domain.LogMapping;
import io.qingting.importing.domain.Row;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A log file, plain or gzip (told by its first bytes), read row by row in bounded memory. */
final class LogFile {
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final LogMapping mapping;

    LogFile(Path path, LogMapping mapping) {
        this.path = path;
        this.mapping = mapping;
    }

    /**
     * Hands on every row.
     *
     * @param progress receives the number of the file's bytes read so far, now and then
     * @throws UnreadableLogException where the file as a whole cannot be read by this mapping
     */
    void read(LongConsumer progress, Consumer<Row> rows) {
        LogMapping.Format format = mapping.format();
        try (CountingStream bytes = new CountingStream(Files.newInputStream(path), progress);
                Reader reader = reader(new BufferedInputStream(bytes, BUFFER), format);
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .fieldSeparator(format.delimiter())
                        .quoteCharacter(format.quote())
                        .skipEmptyLines(true)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(reader);
                CloseableIterator<CsvRecord> records = csv.iterator()) {
            Row.Columns columns = columns(records, format);
            while (records.hasNext()) {
                CsvRecord row = records.next();
                rows.accept(new Row(columns, row.getFields(), row.getStartingLineNumber()));
            }
        } catch (CsvParseException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? wrongCharset(format)
                    : new UnreadableLogException(
                            path + ": " + e.getMessage()
                                    + ". Check format.delimiter and format.quote in the mapping (quote: none where nothing is quoted).");
        } catch (CharacterCodingException e) {
            throw wrongCharset(format);
        } catch (UncheckedIOException | IOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? wrongCharset(format)
                    : new UnreadableLogException(path + " cannot be read: " + e.getMessage());
        }
    }

    private UnreadableLogException wrongCharset(LogMapping.Format format) {
        return new UnreadableLogException(path + " is not in " + format.charset()
                + ". Set format.charset in the mapping, such as GB18030 or windows-1252.");
    }

    private Row.Columns columns(CloseableIterator<CsvRecord> records, LogMapping.Format format) {
        Row.Columns columns;
        if (format.header()) {
            if (!records.hasNext()) throw new UnreadableLogException(path + " is empty: it has no header.");
            columns = Row.Columns.of(records.next().getFields());
        } else columns = Row.Columns.of(format.columns());
        if (!mapping.missingIn(columns).isEmpty())
            throw new UnreadableLogException(path + " has no column " + String.join(", ", mapping.missingIn(columns))
                    + ", which the mapping reads. It has: "
                    + String.join(
                            ", ", columns.places().keySet().stream().sorted().toList())
                    + ". Check the names and format.delimiter.");
        return columns;
    }

    private static Reader reader(InputStream bytes, LogMapping.Format format) throws IOException {
        bytes.mark(2);
        boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        InputStream plain = gzip ? new GZIPInputStream(bytes, BUFFER) : bytes;
        PushbackReader reader = new PushbackReader(new InputStreamReader(
                plain,
                Charset.forName(format.charset())
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        int first = reader.read();
        if (first >= 0 && first != '\uFEFF') reader.unread(first);
        return reader;
    }

    /** A file that cannot be read by this mapping; the message says what to do. */
    static final class UnreadableLogException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableLogException(@Nullable String message) {
            super(message);
        }
    }

    private static final class CountingStream extends InputStream {
        private final InputStream in;
        private final LongConsumer progress;
        private long count;

        CountingStream(InputStream in, LongConsumer progress) {
            this.in = in;
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            if (read >= 0) count++;
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            if (read > 0) progress.accept(count += read);
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
