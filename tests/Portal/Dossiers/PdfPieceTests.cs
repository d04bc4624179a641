using System.Globalization;
using System.IO.Compression;
using System.Text;
using Beffroi.TestKit;
using CsCheck;
using PdfSharp.Pdf;

namespace Beffroi.Portal.Tests.Dossiers;

public sealed class PdfPieceTests : IDisposable
{
    private const string Catalogue = "<< /Type /Catalog /Pages 2 0 R >>";

    private readonly Intake _intake = new();

    public void Dispose() => _intake.Dispose();

    [Theory]
    [InlineData("<< /S /JavaScript /JS (app.alert\\(1\\)) >>")]
    [InlineData("<< /S /J#61vaScript >>")]
    [InlineData("<< /#53 /#4A#61vaScript >>")]
    [InlineData("<< /Names << /JavaScript 9 0 R >> >>")]
    [InlineData("<< /S /Rendition /JS 9 0 R >>")]
    [InlineData("<</S/Launch/F(cmd.exe)>>")]
    [InlineData("[ /None [ /Launch ] ]")]
    [InlineData("/Launch")]
    [InlineData("<< /Type /Page /AA << /O 9 0 R >> >>")]
    [InlineData("<< /Type /EmbeddedFile /Length 0 >>")]
    [InlineData("<< /Names << /EmbeddedFiles << /Names [] >> >> >>")]
    [InlineData("<< /Type /Filespec /F (a.exe) /EF << /F 9 0 R >> >>")]
    [InlineData("<< /Subtype /RichMedia >>")]
    [InlineData("<< /AcroForm << /XFA [ (template) 9 0 R ] >> >>")]
    [InlineData("<< /A << /A << /A [ << /S /JavaScript >> ] >> >> >>")]
    [InlineData("<< /A (\\)) /B <28> %>>\n /S /JavaScript >>")]
    [InlineData("<< /S /GoTo /S /JavaScript >>")]
    [InlineData("<< /A ] ) } /S /JavaScript")]
    public async Task Take_ActiveObject_IsRefusedWithWhatToDo(string hostile)
    {
        var refusal = await _intake.RefusalAsync(SampleFiles.Pdf("", Catalogue, hostile));

        Assert.StartsWith("Le fichier «\u00a0papier\u00a0» est un PDF qui contient un programme", refusal, StringComparison.Ordinal);
        Assert.Contains("Imprimez-le de nouveau en PDF", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<< /S /URI /URI (https://exemple.fr) >>")]
    [InlineData("<< /S /Named /N /Print >>")]
    [InlineData("<< /S /GoTo /D [3 0 R /Fit] /Next << /S /URI >> >>")]
    [InlineData("<< /S /SubmitForm >>")]
    [InlineData("4 0 R", "<< /S /URI >>")]
    [InlineData("99 0 R")]
    public async Task Take_OpensSomethingElseThanAPage_IsRefused(string action, string target = "null") => Assert.Contains(
        "contient un programme",
        await _intake.RefusalAsync(SampleFiles.Pdf("", $"<< /Type /Catalog /Pages 2 0 R /OpenAction {action} >>", target)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("[3 0 R /XYZ null null 0]")]
    [InlineData("<< /S /GoTo /D [3 0 R /Fit] >>")]
    [InlineData("4 0 R")]
    public async Task Take_OpensAtAPage_IsKeptAsItIs(string action)
    {
        var pdf = SampleFiles.Pdf("", $"<< /Type /Catalog /Pages 2 0 R /OpenAction {action} >>", "<< /S /GoTo /D [3 0 R /Fit] >>");

        Assert.Equal(pdf, await _intake.KeptAsync(pdf));
    }

    [Fact]
    public async Task Take_NamesThatOnlyLookActive_AreKept()
    {
        var pdf = SampleFiles.Pdf("", Catalogue, "<< /Font << /JS << /Type /Font >> >> /Title (/JavaScript /Launch) /Contents (1 0 obj) >>");

        Assert.Equal(pdf, await _intake.KeptAsync(pdf));
    }

    [Fact]
    public async Task Take_ObjectHiddenInAStreamThatTheTableMayNameOrHeadedByAComment_IsRefused()
    {
        Assert.Contains("programme", await _intake.RefusalAsync(SampleFiles.Pdf("", Catalogue, "<< /Length 60 >>\nstream\n7 0 obj << /S /JavaScript >> endobj\nendstream")), StringComparison.Ordinal);
        Assert.Contains("programme", await _intake.RefusalAsync(SampleFiles.Pdf("7 %\n 0 %\n obj<</S/JavaScript>>")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<< /S /JavaScript /JS (x) >>", "programme")]
    [InlineData("<< /S /L#61unch >>", "programme")]
    [InlineData("(closed", null)]
    public async Task Take_FoldedObject_IsReadToo(string hidden, string? refusal)
    {
        var pdf = SampleFiles.Pdf("", Catalogue, Folded($"10 0 {hidden}", "/N 1 /First 5"));

        Assert.Equal(refusal is not null, (refusal is null ? "" : await _intake.RefusalAsync(pdf)).Contains(refusal ?? "\0", StringComparison.Ordinal));
        if (refusal is null)
        {
            Assert.Equal(pdf, await _intake.KeptAsync(pdf));
        }
    }

    [Fact]
    public async Task Take_FoldedObjectThatStandsInsideAnotherOne_IsReadToo() => Assert.Contains(
        "programme", await _intake.RefusalAsync(SampleFiles.Pdf("", Catalogue, Folded("10 1 (/JavaScript) ", "/N 1 /First 5"))), StringComparison.Ordinal);

    [Fact]
    public void Take_FoldedObjectsThatNeverEnd_AreRefusedBeforeTheyFillTheMemory()
    {
        var bomb = SampleFiles.Pdf("", Catalogue, Folded(new string(' ', 100 * 1024 * 1024), "/N 1 /First 5"));
        Assert.True(bomb.Length < 1024 * 1024);

        var (refusal, allocated) = _intake.CostOf(bomb);

        Assert.Contains("trop compliqué", refusal, StringComparison.Ordinal);
        Assert.True(allocated < 250 * 1024 * 1024L);
    }

    [Theory]
    [InlineData("7 0 obj (")]
    [InlineData("7 0 obj [")]
    [InlineData("1 << ")]
    [InlineData("obj<<\n")]
    [InlineData("7 0 obj<</N 1/First 1/Filter/FlateDecode>>stream\n")]
    [InlineData("trailer<</Encrypt 7 0 R")]
    public async Task Take_ShapesThatCostMoreThanTheyWeigh_EndSoon(string shape)
    {
        var text = string.Concat(Enumerable.Repeat(shape, 4_000_000 / shape.Length));
        var start = TimeProvider.System.GetTimestamp();

        try
        {
            await _intake.TakeAsync(SampleFiles.Pdf("", Catalogue, text));
        }
        catch (Features.Dossiers.Pieces.PieceRefusedException)
        {
        }

        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Take_FoldedWithFiltersThatAreNotRead_IsRefused() => Assert.Contains(
        "trop compliqué",
        await _intake.RefusalAsync(SampleFiles.Pdf("", Catalogue, "<< /Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n00\nendstream")),
        StringComparison.Ordinal);

    [Fact]
    public async Task Take_FoldedWithADictionaryThatTheFileDoesNotHave_IsRefusedAsDamaged() => Assert.Contains(
        "abîmé",
        await _intake.RefusalAsync(SampleFiles.Pdf("", Catalogue, "<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\nx\u00BB\0\0\0\0\0\0\nendstream")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("%PDF-1.7\n%%EOF\n")]
    [InlineData("%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\nstartxref\n9\n%%EOF\n")]
    public async Task Take_NoPage_IsRefusedAsDamaged(string text) =>
        Assert.Contains("abîmé", await _intake.RefusalAsync(Encoding.ASCII.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public async Task Take_CutOff_IsRefusedAsDamaged() =>
        Assert.Contains("abîmé", await _intake.RefusalAsync(SampleFiles.Pdf()[..^40]), StringComparison.Ordinal);

    [Fact]
    public async Task Take_MadeByAnotherProgram_IsKept()
    {
        await _intake.TakeAsync(Made(_ => { }));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Take_Encrypted_IsKeptOnlyWhenItOpensWithoutPassword(int version)
    {
        void Encrypt(PdfDocument document, string user)
        {
            document.SecuritySettings.OwnerPassword = "proprietaire";
            document.SecuritySettings.UserPassword = user;
            var handler = document.SecurityHandler;
            switch (version)
            {
                case 3: handler.SetEncryptionToV2(); break;
                case 4: handler.SetEncryptionToV4UsingAES(); break;
                default: handler.SetEncryptionToV5(); break;
            }
        }

        await _intake.TakeAsync(Made(document => Encrypt(document, "")));
        Assert.Contains("mot de passe", await _intake.RefusalAsync(Made(document => Encrypt(document, "secret"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Take_ChangedAnywhere_IsKeptOrRefusedAndNothingElse()
    {
        byte[][] seeds =
        [
            SampleFiles.Pdf("", Catalogue, "<< /A [ 1 2 0 R (a\\051) <41> ] /OpenAction 3 0 R >>"),
            SampleFiles.Pdf("", Catalogue, Folded("10 0 << /Type /Page >>", "/N 1 /First 5")),
            Made(document => document.SecuritySettings.OwnerPassword = "x"),
        ];
        Hostile.Mutations(seeds).Sample(_intake.Survives, iter: 3000, threads: 1);
    }

    private static byte[] Made(Action<PdfDocument> change)
    {
        var document = new PdfDocument();
        document.AddPage();
        change(document);
        var bytes = new MemoryStream();
        document.Save(bytes);
        return bytes.ToArray();
    }

    private static string Folded(string objects, string keys)
    {
        var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(Encoding.Latin1.GetBytes(objects));
        }

        return string.Create(CultureInfo.InvariantCulture, $"<< /Type /ObjStm {keys} /Filter /FlateDecode /Length {packed.Length} >>\nstream\n{Encoding.Latin1.GetString(packed.ToArray())}\nendstream");
    }
}
