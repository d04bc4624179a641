using Beffroi.Portal.Features.Demarches.Engine;

namespace Beffroi.Portal.Tests.Administration;

/// <summary>The answers of a person to « Écrire à la mairie ».</summary>
internal static class PersonAnswers
{
    public static FormAnswers Of(string nom, string prenom, string courriel, string? telephone)
    {
        var answers = FormAnswers.Empty
            .With("objet", new TextAnswer("Éclairage de la place"))
            .With("message", new TextAnswer("Le lampadaire devant l’école est éteint."))
            .With("demandeur-nom", new TextAnswer(nom))
            .With("demandeur-prenom", new TextAnswer(prenom))
            .With("courriel", new TextAnswer(courriel));
        return telephone is null ? answers : answers.With("telephone", new TextAnswer(telephone));
    }
}

/// <summary>What a network connection is to a writer: asynchronous, and never read again.</summary>
internal sealed class ForwardOnly(Stream inner) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, offset, count, cancellationToken);
}
