using Beffroi.Portal.Communes.Register;

namespace Beffroi.Portal.Tests.Communes.Register;

/// <summary>The real register, read once for all the tests: nothing changes it.</summary>
internal static class TheRegister
{
    public static CommuneRegister Communes { get; } = CommuneRegister.Load();

    public static RegisterCommune Commune(string insee) =>
        Communes.Find(insee) ?? throw new InvalidOperationException($"No commune {insee} in the register.");
}
