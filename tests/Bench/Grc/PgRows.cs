using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beffroi.Bench.Grc;

/// <summary>Rows that are being copied.</summary>
internal interface IPgCopy
{
    /// <summary>Keeps what was copied.</summary>
    void Complete();
}

/// <summary>Rows that are copied in binary form, kept once it is complete.</summary>
internal sealed class PgRows<T> : BulkRows<T>, IPgCopy
    where T : class
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlBinaryImporter _copy;
    private readonly (PropertyInfo Property, Func<object?, object?>? Convert, NpgsqlDbType Type)[] _columns;
    private bool _complete;

    public PgRows(DbContext db, NpgsqlConnection connection)
    {
        _connection = connection;
        var entity = db.Model.FindEntityType(typeof(T))!;
        using var command = new NpgsqlCommand();
        _columns = [.. entity.GetProperties().Select(property =>
        {
            var mapping = (RelationalTypeMapping)property.GetTypeMapping();
            var parameter = (NpgsqlParameter)mapping.CreateParameter(command, "p", null, property.IsNullable);
            Func<object?, object?>? convert = mapping.Converter is { } converter ? converter.ConvertToProvider : null;
            return (property.PropertyInfo!, convert, parameter.NpgsqlDbType);
        })];
        var names = entity.GetProperties().Select(property => $"\"{property.GetColumnName()}\"");
        _copy = connection.BeginBinaryImport($"COPY \"{entity.GetSchema()}\".\"{entity.GetTableName()}\" ({string.Join(", ", names)}) FROM STDIN (FORMAT BINARY)");
    }

    public override void Add(T row)
    {
        _copy.StartRow();
        foreach (var (property, convert, type) in _columns)
        {
            var value = property.GetValue(row);
            if ((value is null || convert is null ? value : convert(value)) is { } written)
            {
                _copy.Write(written, type);
            }
            else
            {
                _copy.WriteNull();
            }
        }
    }

    public void Complete()
    {
        if (!_complete)
        {
            _copy.Complete();
            _complete = true;
            Dispose();
        }
    }

    public override void Dispose()
    {
        // The rows that are added last are disposed by who added them before the whole is complete.
        if (_complete)
        {
            _copy.Dispose();
            _connection.Dispose();
        }
    }
}
