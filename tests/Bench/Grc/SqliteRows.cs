using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Beffroi.Bench.Grc;

/// <summary>Rows that a prepared command inserts, in the transaction that is open.</summary>
internal sealed class SqliteRows<T> : BulkRows<T>
    where T : class
{
    private readonly SqliteCommand _insert;
    private readonly (PropertyInfo Property, Func<object?, object?>? Convert, SqliteParameter Parameter)[] _columns;

    public SqliteRows(DbContext db, SqliteConnection connection)
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        _insert = connection.CreateCommand();
        _columns = [.. entity.GetProperties().Select((property, place) =>
        {
            var parameter = (SqliteParameter)((RelationalTypeMapping)property.GetTypeMapping()).CreateParameter(_insert, $"@p{place}", null, property.IsNullable);
            _insert.Parameters.Add(parameter);
            Func<object?, object?>? convert = property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider : null;
            return (property.PropertyInfo!, convert, parameter);
        })];
        var names = entity.GetProperties().Select(property => $"\"{property.GetColumnName()}\"");
        _insert.CommandText = $"INSERT INTO \"{entity.GetTableName()}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", _columns.Select(column => column.Parameter.ParameterName))})";
        _insert.Prepare();
    }

    public override void Add(T row)
    {
        foreach (var (property, convert, parameter) in _columns)
        {
            var value = property.GetValue(row);
            parameter.Value = (value is null || convert is null ? value : convert(value)) ?? DBNull.Value;
        }

        _insert.ExecuteNonQuery();
    }

    public override void Dispose() => _insert.Dispose();
}
