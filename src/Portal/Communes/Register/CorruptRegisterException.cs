namespace Beffroi.Portal.Communes.Register;

/// <summary>The register of communes inside the program is damaged: nothing can be created until Beffroi is installed again.</summary>
public sealed class CorruptRegisterException(string cause, Exception? inner = null)
    : Exception($"Le registre national des communes est abîmé ({cause}). Il fait partie du programme\u00A0: réinstallez Beffroi, puis recommencez.", inner);
