using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Wva.Telemetry.Exposition;

/// <summary>
/// The metric names that a reader wants, found by their bytes without allocation. Immutable.
/// Length and last bytes alone do not tell names apart (<c>…time_to_first_token_seconds_sum</c>, <c>…inter_token_latency_seconds_sum</c>), so every hit is compared in full.
/// </summary>
public sealed class NameSet
{
    private const int Word = sizeof(ulong);

    private readonly byte[][] _names;
    private readonly int[] _slots;
    private readonly int _shift;

    /// <summary>Makes a set; a name that comes twice keeps its first index.</summary>
    public NameSet(ImmutableArray<string> names)
    {
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];

        // A quarter full at most: most names on a page are not wanted, and then the first slot is the answer.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, _names.Length * 4));
        _shift = 64 - BitOperations.Log2((uint)size);
        _slots = new int[size];
        for (var i = 0; i < _names.Length; i++)
        {
            var slot = Slot(_names[i]);
            while (_slots[slot] != 0 && !_names[_slots[slot] - 1].AsSpan().SequenceEqual(_names[i]))
            {
                slot = (slot + 1) & (size - 1);
            }

            _slots[slot] = _slots[slot] == 0 ? i + 1 : _slots[slot];
        }
    }

    /// <summary>Number of names, as given.</summary>
    public int Count => _names.Length;

    /// <summary>The index of the name in the list that was given; -1 where it is not wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Find(ReadOnlySpan<byte> name)
    {
        var slot = Slot(name);
        while (_slots[slot] is not 0 and var index)
        {
            if (name.SequenceEqual(_names[index - 1]))
            {
                return index - 1;
            }

            slot = (slot + 1) & (_slots.Length - 1);
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(ReadOnlySpan<byte> name)
    {
        unchecked
        {
            var hash = (ulong)name.Length * 0x9E3779B97F4A7C15;
            if (name.Length >= Word)
            {
                // First, middle and last word: families differ in the middle, their series at the end.
                hash ^= BinaryPrimitives.ReadUInt64LittleEndian(name);
                hash = BitOperations.RotateLeft(hash * 0x9E3779B97F4A7C15, 29) ^ BinaryPrimitives.ReadUInt64LittleEndian(name[((name.Length - Word) / 2)..]);
                hash = BitOperations.RotateLeft(hash * 0x9E3779B97F4A7C15, 29) ^ BinaryPrimitives.ReadUInt64LittleEndian(name[^Word..]);
            }
            else
            {
                foreach (var b in name)
                {
                    hash = (hash ^ b) * 0x100000001B3;
                }
            }

            return (int)((hash * 0x9E3779B97F4A7C15) >> _shift);
        }
    }
}
