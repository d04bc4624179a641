namespace Beffroi.Portal.Communes.Register;

/// <summary>Reads an operator's file into memory up to a bound.</summary>
internal static class BoundedBytes
{
    public static byte[] Read(Stream file, int max, string tooLong)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            if (bytes.Length + read > max)
            {
                throw new UnreadableFileException(tooLong);
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
