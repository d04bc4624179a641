using Beffroi.Portal.Communes.Register;
using Beffroi.Portal.Features.Demarches.Definition;
using Beffroi.Portal.Features.Demarches.Engine;
using Beffroi.Portal.Features.Demarches.Engine.Fields;
using CsCheck;

namespace Beffroi.Portal.Tests.Demarches;

public sealed class IdentifierTests
{
    private static readonly FormContext s_context = new(new DateOnly(2026, 11, 24), "Saint-Lô", Liaison.De);

    [Theory]
    [InlineData(FieldKind.Time, "9h", "09:00", "09 h 00")]
    [InlineData(FieldKind.Time, "14 h 30 min", "14:30", "14 h 30")]
    [InlineData(FieldKind.Time, "23:59", "23:59", "23 h 59")]
    [InlineData(FieldKind.Iban, "fr76 3000 6000 0112.3456-7890 189", "FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189")]
    [InlineData(FieldKind.Iban, "DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00")]
    [InlineData(FieldKind.Siren, "732.829.320", "732829320", "732 829 320")]
    [InlineData(FieldKind.Siret, "732 829 320 00074", "73282932000074", "732 829 320 00074")]
    [InlineData(FieldKind.Siret, "35600000049837", "35600000049837", "356 000 000 49837")]
    [InlineData(FieldKind.Rna, "w 751 000 001", "W751000001", "W751000001")]
    [InlineData(FieldKind.Rna, "W2A1000001", "W2A1000001", "W2A1000001")]
    [InlineData(FieldKind.Plate, "ab 123 cd", "AB-123-CD", "AB-123-CD")]
    [InlineData(FieldKind.Plate, "1234ab50", "1234 AB 50", "1234 AB 50")]
    [InlineData(FieldKind.Parcel, "section AB n° 123", "AB 123", "AB 123")]
    [InlineData(FieldKind.Parcel, "50502000AB0123", "AB 123", "AB 123")]
    [InlineData(FieldKind.Parcel, "012 0A 7", "012 A 7", "012 A 7")]
    [InlineData(FieldKind.Parcel, "section 12 numéro 34", "12 34", "12 34")]
    [InlineData(FieldKind.Parcel, "section N n° 6", "N 6", "N 6")]
    [InlineData(FieldKind.Parcel, "012 N 6", "012 N 6", "012 N 6")]
    [InlineData(FieldKind.Parcel, "AB N 6", "AB 6", "AB 6")]
    [InlineData(FieldKind.Ants, "ab12 cd34 ef", "AB12CD34EF", "AB12CD34EF")]
    public void Typed_AsPeopleDo_IsKeptInOneForm(FieldKind kind, string typed, string kept, string shown)
    {
        var reading = Read(kind, typed);

        Assert.Equal(new TextAnswer(kept), reading.Answer);
        Assert.Equal(shown, FieldCodec.Of(Field(kind)).Describe(Field(kind), reading.Answer!).Replace('\u00A0', ' '));
    }

    [Theory]
    [InlineData(FieldKind.Time, "24:00")]
    [InlineData(FieldKind.Time, "14h75")]
    [InlineData(FieldKind.Time, "١٤:٣٠")]
    [InlineData(FieldKind.Iban, "FR76 3000 6000 0112 3456 7890 188")]
    [InlineData(FieldKind.Iban, "FR76 3000 6000")]
    [InlineData(FieldKind.Siren, "732829321")]
    [InlineData(FieldKind.Siren, "000000000")]
    [InlineData(FieldKind.Siret, "73282932000075")]
    [InlineData(FieldKind.Rna, "751000001")]
    [InlineData(FieldKind.Plate, "AI-123-CD")]
    [InlineData(FieldKind.Plate, "1234 AB 96")]
    [InlineData(FieldKind.Parcel, "derrière l’église")]
    [InlineData(FieldKind.Parcel, "AB 0")]
    [InlineData(FieldKind.Parcel, "n° 6")]
    [InlineData(FieldKind.Ants, "AB12")]
    public void Typed_Wrongly_IsRefusedWithAnExample(FieldKind kind, string typed)
    {
        var reading = Read(kind, typed);

        Assert.Null(reading.Answer);
        Assert.StartsWith("Saisissez un", reading.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Anything_NeverCrashes_AndWhatIsKeptIsReadAgainAsItself()
    {
        var kinds = IdentifierCodec.Kinds.ToArray();
        var typed = Gen.OneOf(Gen.String, Gen.String["0123456789ABCDEFGHW -:./hH°"]);
        Gen.Select(Gen.Int[0, kinds.Length - 1], typed).Sample((kind, text) =>
        {
            var codec = FieldCodec.Of(Field(kinds[kind]));
            var reading = Read(kinds[kind], text);
            return reading.Answer is null || (codec.Normalise(Field(kinds[kind]), reading.Answer, s_context) == reading.Answer && codec.Describe(Field(kinds[kind]), reading.Answer).Length > 0);
        }, iter: 20_000);
    }

    // Luhn and modulo 97 each see any one digit that is mistyped.
    [Fact]
    public void OneDigitMistyped_IsSeen() =>
        Gen.Select(Gen.Int[0, 13], Gen.Int[1, 9]).Sample((at, by) =>
        {
            var typed = "73282932000074".ToCharArray();
            typed[at] = (char)('0' + ((typed[at] - '0' + by) % 10));
            return Read(FieldKind.Siret, new string(typed)).Answer is null;
        });

    private static FieldReading Read(FieldKind kind, string typed) => FieldCodec.Of(Field(kind)).Read(Field(kind), FieldInput.Of(typed), s_context);

    private static FieldDefinition Field(FieldKind kind) => new() { Id = "reference", Kind = kind, Label = "Référence" };
}
